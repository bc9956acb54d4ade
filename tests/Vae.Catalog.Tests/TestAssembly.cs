// Live tensor handles are counted per process: tests that compare the count must not meet others that make tensors.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
