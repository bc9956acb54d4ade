// Workers set the process's compute threads and the tests count live tensors: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
