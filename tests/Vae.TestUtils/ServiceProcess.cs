using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Vae.TestUtils;

/// <summary>The built service as a process of its own, on a free loopback port and a data folder of its own.</summary>
public sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ServiceProcess(string dataFolder, int port, string[] arguments, IReadOnlyDictionary<string, string>? environment, string? programFolder = null)
    {
        Address = new Uri($"http://127.0.0.1:{port}/");
        Http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = dataFolder,
        };
        foreach (string argument in (string[])[programFolder is null ? Dll("Vae.Api") : Path.Combine(programFolder, "Vae.Api.dll"), "--port", $"{port}", "--data", dataFolder, .. arguments]) start.ArgumentList.Add(argument);
        foreach ((string key, string value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Number of the process.</summary>
    public int Id => _process.Id;

    public HttpClient Http { get; }

    public string Output => string.Join('\n', _output);

    /// <summary>Starts, on a free port unless one is given, and waits until the service answers.</summary>
    public static async Task<ServiceProcess> StartAsync(
        string dataFolder, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, int? port = null)
    {
        var service = new ServiceProcess(dataFolder, port ?? FreePort(), arguments, environment);
        await service.WaitAsync(async () => (await service.Http.GetAsync("healthz")).IsSuccessStatusCode, TimeSpan.FromSeconds(60), "GET /healthz");
        return service;
    }

    /// <summary>Starts a service that is expected to refuse, and returns its exit code and what it said.</summary>
    public static async Task<(int ExitCode, string Output)> StartRefusedAsync(
        string dataFolder, string[] arguments, IReadOnlyDictionary<string, string> environment, string? programFolder = null)
    {
        using var service = new ServiceProcess(dataFolder, FreePort(), arguments, environment, programFolder);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await service._process.WaitForExitAsync(limit.Token);
        return (service._process.ExitCode, service.Output);
    }

    /// <summary>Runs a command of the service's program on the data folder; returns its exit code and what it printed on standard output.</summary>
    public static async Task<(int ExitCode, string Output)> CommandAsync(string dataFolder, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Dll("Vae.Api"), .. arguments, "--data", dataFolder]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>Asks until the condition holds; a service that does not answer yet counts as not holding.</summary>
    public async Task WaitAsync(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < limit)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The service exited with {_process.ExitCode}:\n{Output}");
            try
            {
                if (await condition()) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
        throw new TimeoutException($"Not within {limit.TotalSeconds} s: {what}\n{Output}");
    }

    public async Task<JsonElement> GetJsonAsync(string path) => JsonElement.Parse(await Http.GetStringAsync(path));

    /// <summary>Submits a job and returns its id.</summary>
    public async Task<string> TrainAsync(string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Http.PostAsync("train", body);
        string text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != HttpStatusCode.Accepted) throw new InvalidOperationException($"POST /train answered {response.StatusCode}: {text}");
        return JsonElement.Parse(text).GetProperty("id").GetString()!;
    }

    /// <summary>Waits until the job has ended and returns it.</summary>
    public async Task<JsonElement> JobEndAsync(string id, TimeSpan limit)
    {
        JsonElement job = default;
        await WaitAsync(async () => (job = await GetJsonAsync($"jobs/{id}")).GetProperty("finishedAt").ValueKind != JsonValueKind.Null, limit, $"end of job {id}");
        return job;
    }

    /// <summary>What the process takes now.</summary>
    public ProcessFigures Figures() => ProcessFigures.Read(Id);

    /// <summary>Sends a signal: TERM, INT.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.WaitForExit();
        if (kill.ExitCode != 0) throw new InvalidOperationException($"Signal {name} did not reach the service. It said:\n{Output}");
    }

    /// <summary>Waits until the process has ended and returns its exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan limit)
    {
        using var ended = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(ended.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The service still runs after {limit.TotalSeconds} s:\n{Output}");
        }
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no handler runs, as in a power cut.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
        Http.Dispose();
    }

    /// <summary>A program of the same build: artifacts/…/bin/project/configuration, as the tests themselves.</summary>
    private static string Dll(string project)
    {
        DirectoryInfo own = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, $"{project}.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        if (line is not null) _output.Enqueue(line);
    }
}
