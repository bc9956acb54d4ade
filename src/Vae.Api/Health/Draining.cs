namespace Vae.Api.Health;

/// <summary>Whether the server is leaving. It never comes back from that.</summary>
internal sealed class Draining
{
    private volatile bool isDraining;

    /// <summary>Whether it is.</summary>
    public bool IsDraining => isDraining;

    /// <summary>It is from now on.</summary>
    public void Begin() => isDraining = true;
}

/// <summary>Tells clients of a leaving server, with each answer, to come by another connection next time: a balancer then sends them elsewhere.</summary>
internal sealed class DrainingConnections
{
    private readonly RequestDelegate next;
    private readonly Func<object, Task> onStarting;

    public DrainingConnections(RequestDelegate next, Draining draining)
    {
        this.next = next;
        // Decided when the answer starts: a request may be older than the leaving.
        onStarting = http =>
        {
            if (draining.IsDraining)
                ((HttpContext)http).Response.Headers.Connection = "close";
            return Task.CompletedTask;
        };
    }

    public Task InvokeAsync(HttpContext http)
    {
        // HTTP/2 has no such header.
        if (HttpProtocol.IsHttp11(http.Request.Protocol))
            http.Response.OnStarting(onStarting, http);
        return next(http);
    }
}
