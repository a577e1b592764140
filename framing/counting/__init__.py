"""What `count` is built of: kinds of a device, and counts out of other things than words."""
