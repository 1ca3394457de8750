"""What the network decides: of the plane, of images, of classes."""
