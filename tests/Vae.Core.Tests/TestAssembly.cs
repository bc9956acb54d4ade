// The count of live tensors belongs to the process: tests that compare it must have the process to themselves.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
