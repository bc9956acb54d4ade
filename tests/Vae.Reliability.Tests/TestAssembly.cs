// Each test runs a service that uses both cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
