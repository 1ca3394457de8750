"""A person's own images: MNIST's format, CIFAR, and folders of pictures."""
