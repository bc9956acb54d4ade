using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Vae.Catalog.Sql;

namespace Vae.Api.Configuration;

/// <summary>Why the server cannot start, as a sentence for whoever started it.</summary>
internal static class StartFault
{
    /// <summary>The sentence; null for faults that are the program's own, which need their stack trace.</summary>
    public static string? Explain(Exception fault) => fault switch
    {
        SettingsException => fault.Message,
        IOException { InnerException: AddressInUseException } => "Vae cannot start: the port is taken. Choose another with --port N.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "Vae cannot start: the system does not let it listen on this port. Choose one above 1023 with --port N.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "Vae cannot start: Http__Address is not an address of this machine.",
        DbException => $"Vae cannot start: the catalog in the data folder cannot be used. {fault.Message}",
        CatalogUnavailableException or UnauthorizedAccessException or IOException => $"Vae cannot start: {fault.Message}",
        // What the catalog and the worker refuse with: a newer database, a folder that another process runs jobs on, a missing library.
        InvalidOperationException or ArgumentException => $"Vae cannot start: {fault.Message}",
        _ => null,
    };
}
