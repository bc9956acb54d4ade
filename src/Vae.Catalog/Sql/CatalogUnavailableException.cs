namespace Vae.Catalog.Sql;

/// <summary>
/// The database cannot be used for the moment: it was locked for longer than <see cref="CatalogOptions.BusyTimeout"/>, its disk is full, or its
/// file cannot be opened. Nothing was written, and the call may be repeated.
/// </summary>
public sealed class CatalogUnavailableException : Exception
{
    /// <summary>The database was locked.</summary>
    /// <param name="waited">How long it waited.</param>
    /// <param name="inner">What the database said; null when this process itself was too busy writing.</param>
    public CatalogUnavailableException(TimeSpan waited, Exception? inner = null)
        : base($"The catalog's database was busy for {waited.TotalSeconds:0.#} s. Try again.", inner)
    {
    }

    internal CatalogUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
