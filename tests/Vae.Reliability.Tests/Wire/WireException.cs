namespace Vae.Reliability.Tests.Wire;

/// <summary>A request without a whole answer.</summary>
internal sealed class WireException(string message) : Exception(message);
