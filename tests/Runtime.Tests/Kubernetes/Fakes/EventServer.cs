using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>Stores events as an API server does.</summary>
internal sealed class EventServer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Event> _events = [];
    private ScriptedServer? _server;

    public Uri Address => _server!.Address;

    public IReadOnlyList<SeenRequest> Seen => _server!.Seen;

    /// <summary>What to answer instead; null to do as asked.</summary>
    public Func<HttpContext, SeenRequest, Task>? Refuse { get; set; }

    /// <summary>The events as stored: reason, message and count.</summary>
    public IReadOnlyList<string> Stored()
    {
        lock (_lock)
        {
            return [.. _events.Values.Select(static e => $"{e.Reason}: {e.Message} x{e.Count}").Order()];
        }
    }

    public IReadOnlyList<Event> Events()
    {
        lock (_lock)
        {
            return [.. _events.Values];
        }
    }

    public static async Task<EventServer> StartAsync()
    {
        var events = new EventServer();
        events._server = await ScriptedServer.StartAsync(events.AnswerAsync);
        return events;
    }

    /// <summary>Forgets everything, as the server does after an hour.</summary>
    public void Expire()
    {
        lock (_lock)
        {
            _events.Clear();
        }
    }

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private Task AnswerAsync(HttpContext context, SeenRequest seen)
    {
        if (Refuse is { } refuse)
        {
            return refuse(context, seen);
        }

        var item = KubernetesJson.Deserialize<Event>(seen.Body);
        lock (_lock)
        {
            if (seen.Method == "POST")
            {
                return _events.TryAdd(item.Metadata.Name, item) ? context.ObjectAsync(item, 201) : context.StatusAsync(409, StatusReasons.AlreadyExists);
            }

            var name = seen.Path.Split('/')[^1];
            if (!_events.TryGetValue(name, out var stored))
            {
                return context.StatusAsync(404, StatusReasons.NotFound);
            }

            _events[name] = stored with { Count = item.Count, LastTimestamp = item.LastTimestamp, Message = item.Message };
            return context.ObjectAsync(_events[name]);
        }
    }
}
