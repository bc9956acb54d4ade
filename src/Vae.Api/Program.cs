using Microsoft.AspNetCore.Connections;
using Vae.Api;
using Vae.Api.Configuration;
using Vae.Api.Demo;

try
{
    if (CommandLine.Parse(args) is not { } arguments)
    {
        Console.WriteLine(CommandLine.Help);
        return 0;
    }
    var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(arguments).Build();
    await using var app = ApiHost.Build(SettingsReader.Read(configuration));
    await app.StartAsync();
    Console.WriteLine(Banner.Text(ApiHost.AddressOf(app), app.Services.GetRequiredService<DemoJob>()));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (SettingsException refusal)
{
    Console.Error.WriteLine(refusal.Message);
    return 1;
}
catch (IOException fault) when (fault.InnerException is AddressInUseException)
{
    Console.Error.WriteLine("Vae cannot start: the port is taken. Choose another with --port N.");
    return 1;
}
