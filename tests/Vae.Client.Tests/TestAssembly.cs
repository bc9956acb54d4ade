using Vae.Client.Tests.Support;

[assembly: AssemblyFixture(typeof(RunningService))]
