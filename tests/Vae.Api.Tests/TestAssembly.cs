using Vae.Api.Tests.Support;

// The count of live tensors and the default thread settings belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(TrainedServer))]
