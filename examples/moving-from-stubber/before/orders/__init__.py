"""Books the orders that wait in a queue, and archives them."""
