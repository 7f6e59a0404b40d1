"""What Sluice costs, against what there is without it: ratios measured side by side in one run."""
