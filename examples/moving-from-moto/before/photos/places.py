"""Where the photos are."""

REGION = "eu-west-1"
BUCKET = "photos"
TABLE = "photos"
TOPIC = f"arn:aws:sns:{REGION}:123456789012:photos"
