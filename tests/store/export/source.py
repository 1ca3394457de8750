"""What every script that is exported has in common."""

import ast


def assert_tidy(text: str) -> None:
    """Assert that nothing in a script is unused, no line is too long, and it stands alone."""
    tree = ast.parse(text)
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    defined |= {alias.asname or alias.name for node in imports for alias in node.names}
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    defined |= {target.id for target in targets if isinstance(target, ast.Name)}
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    assert defined - read == set()
    assert not any("nnlab" in ast.unparse(node) for node in imports)
    assert all(len(line) <= 120 for line in text.splitlines())
