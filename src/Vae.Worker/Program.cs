using Microsoft.Extensions.Hosting;
using Vae.Catalog;
using Vae.Worker;
using Vae.Worker.Hosting;

try
{
    var builder = Host.CreateApplicationBuilder(args);
    var catalog = WorkerConfiguration.Catalog(builder.Configuration);
    var worker = WorkerConfiguration.Worker(builder.Configuration);
    WorkerConfiguration.Check(catalog, worker);
    builder.Services.AddVaeCatalog(catalog).AddVaeWorker(worker);
    await builder.Build().RunAsync();
    return 0;
}
// What the operator can mend is said in its own words; anything else keeps its stack trace.
catch (InvalidOperationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
