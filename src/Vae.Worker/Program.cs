using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Vae.Catalog;
using Vae.Catalog.Sql;
using Vae.Core;
using Vae.Worker;
using Vae.Worker.Hosting;

try
{
    TorchLibraries.Load();
    var builder = Host.CreateApplicationBuilder(args);
    var catalog = WorkerConfiguration.Catalog(builder.Configuration);
    var worker = WorkerConfiguration.Worker(builder.Configuration);
    WorkerConfiguration.Check(catalog, worker);
    builder.Services.AddVaeCatalog(catalog).AddVaeWorker(worker);
    await builder.Build().RunAsync();
    return 0;
}
// What the operator can mend is said in its own words; anything else keeps its stack trace.
catch (Exception e) when (e is InvalidOperationException or UnauthorizedAccessException or IOException or DbException or CatalogUnavailableException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
