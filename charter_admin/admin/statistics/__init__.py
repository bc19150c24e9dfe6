"""What receipts say: figures by day, the comparison of versions, and one visitor's decisions as a proof."""
