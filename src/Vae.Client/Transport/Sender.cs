using System.Security.Cryptography;

namespace Vae.Client.Transport;

/// <summary>Sends calls, and again where the server turned them away because it was busy, or where the connection broke and a repeat can do no harm.</summary>
internal sealed class Sender(HttpClient http, VaeClientOptions options)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(200);

    // Nothing that a short wait would change.
    private static readonly string[] Lasting = ["no-model", "checkpoint-unavailable", "queue-full", "queue-quota"];

    private readonly Uri? address = WithSlash(options.BaseAddress);

    /// <summary>The options.</summary>
    public VaeClientOptions Options => options;

    /// <summary>A good answer, its body not read yet; the caller disposes it.</summary>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    /// <exception cref="HttpRequestException">The server could not be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(Call call, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                return await SendOnceAsync(call, cancellation).ConfigureAwait(false);
            }
            catch (VaeProblemException problem) when (attempt < options.MaxRetries && WaitFor(call, problem, attempt) is { } asked)
            {
                wait = asked;
            }
            catch (HttpRequestException) when (call.Repeats == Repeats.Always && attempt < options.MaxRetries)
            {
                wait = Backoff(attempt);
            }
            await Task.Delay(wait, options.Time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Doubles from attempt to attempt, half of it by chance, so that callers who were turned away together do not come back together.</summary>
    public TimeSpan Backoff(int attempt)
    {
        var full = FirstBackoff * Math.Pow(2, Math.Min(attempt, 10));
        var wait = full * (0.5 + RandomNumberGenerator.GetInt32(1000) / 2000.0);
        return wait < options.MaxRetryWait ? wait : options.MaxRetryWait;
    }

    private async Task<HttpResponseMessage> SendOnceAsync(Call call, CancellationToken cancellation)
    {
        using var request = call.ToRequest(address, options.ApiKey);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (response.IsSuccessStatusCode || (response.StatusCode == call.AlsoGood && response.Content.Headers.ContentType?.MediaType == "application/json"))
            return response;
        using (response)
            throw await ProblemReader.ReadAsync(response, options.Time.GetUtcNow(), cancellation).ConfigureAwait(false);
    }

    /// <summary>How long to wait before a call that was turned away is repeated; null where it is not.</summary>
    private TimeSpan? WaitFor(Call call, VaeProblemException problem, int attempt)
    {
        if (call.Repeats == Repeats.Never || problem.Status is not (429 or 503) || Lasting.Contains(problem.Slug))
            return null;
        var wait = problem.RetryAfter ?? Backoff(attempt);
        return wait <= options.MaxRetryWait ? wait : null;
    }

    private static Uri? WithSlash(Uri? given) =>
        given is null || given.AbsolutePath.EndsWith('/') ? given : new UriBuilder(given) { Path = given.AbsolutePath + "/" }.Uri;
}
