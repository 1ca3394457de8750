"""What is to be seen of data, and of what preprocessing makes of them."""
