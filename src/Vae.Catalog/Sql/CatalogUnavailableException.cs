namespace Vae.Catalog.Sql;

/// <summary>The database was locked for longer than <see cref="CatalogOptions.BusyTimeout"/>; nothing was written, and the call may be repeated.</summary>
/// <param name="waited">How long it waited.</param>
/// <param name="inner">What the database said; null when this process itself was too busy writing.</param>
public sealed class CatalogUnavailableException(TimeSpan waited, Exception? inner = null)
    : Exception($"The catalog's database was busy for {waited.TotalSeconds:0.#} s. Try again.", inner);
