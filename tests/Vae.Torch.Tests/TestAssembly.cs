// The tests count native handles, seed the process's generator and set its number of threads.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
