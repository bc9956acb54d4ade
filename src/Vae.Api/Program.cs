using Vae.Api;
using Vae.Api.Configuration;
using Vae.Api.Demo;
using Vae.Api.Security;
using Vae.Core;

try
{
    if (args is ["keys", ..])
        return await KeysCommand.RunAsync(args[1..], new ConfigurationBuilder().AddEnvironmentVariables().Build(), Console.Out, Console.Error);
    if (CommandLine.Parse(args) is not { } arguments)
    {
        Console.WriteLine(CommandLine.Help);
        return 0;
    }
    var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(arguments).Build();
    var settings = SettingsReader.Read(configuration);
    TorchLibraries.Load();
    await using var app = ApiHost.Build(settings);
    await app.StartAsync();
    Banner.Show(ApiHost.AddressOf(app), app.Services.GetRequiredService<DemoJob>(), settings.Log, app.Logger);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception fault) when (StartFault.Explain(fault) is { } sentence)
{
    Console.Error.WriteLine(sentence);
    return 1;
}
