using Vae.Contracts.Tests;

// Compiled once for all tests: it takes seconds.
[assembly: AssemblyFixture(typeof(NugetSources))]
