using Microsoft.Extensions.Hosting;
using Vae.Catalog;
using Vae.Worker;
using Vae.Worker.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services
    .AddVaeCatalog(WorkerConfiguration.Catalog(builder.Configuration))
    .AddVaeWorker(WorkerConfiguration.Worker(builder.Configuration));
try
{
    await builder.Build().RunAsync();
    return 0;
}
// What the operator can mend is said in its own words; anything else keeps its stack trace.
catch (InvalidOperationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
