using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;

namespace Reeve.Testing.Chromium;

/// <summary>The DevTools protocol over a pair of pipes: JSON messages that end in NUL.</summary>
/// <remarks>Source: the DevTools protocol, <c>--remote-debugging-pipe</c>.</remarks>
internal sealed class DevTools
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _calls = new();
    private readonly ConcurrentDictionary<string, Action<string, JsonNode>> _sessions = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Stream _input;
    private int _last;

    /// <summary>Begins to speak.</summary>
    /// <param name="input">What the browser reads.</param>
    /// <param name="output">What it writes.</param>
    public DevTools(Stream input, Stream output)
    {
        _input = input;
        _ = Task.Run(() => ReadAsync(output));
    }

    /// <summary>Has the events of a page handled as they come.</summary>
    public void Listen(string session, Action<string, JsonNode> handler) => _sessions[session] = handler;

    /// <summary>Calls a method.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="parameters">Its parameters; null for none.</param>
    /// <param name="session">The page; null for the browser itself.</param>
    /// <exception cref="InvalidOperationException">The browser refuses it.</exception>
    public async Task<JsonNode> CallAsync(string method, JsonObject? parameters = null, string? session = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _calls[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await _turn.WaitAsync();
        try
        {
            await _input.WriteAsync(Encoding.UTF8.GetBytes(message.ToJsonString() + "\0"));
            await _input.FlushAsync();
        }
        finally
        {
            _turn.Release();
        }

        return await answer.Task.WaitAsync(Eventually.Deadline);
    }

    private async Task ReadAsync(Stream output)
    {
        var message = new List<byte>();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await output.ReadAsync(buffer)) > 0)
        {
            foreach (var one in buffer.AsMemory(0, read).ToArray())
            {
                if (one != 0)
                {
                    message.Add(one);
                    continue;
                }

                Take(JsonNode.Parse(message.ToArray())!);
                message.Clear();
            }
        }

        foreach (var call in _calls.Values)
        {
            call.TrySetException(new InvalidOperationException("The browser has ended."));
        }
    }

    private void Take(JsonNode message)
    {
        if ((int?)message["id"] is { } id && _calls.TryRemove(id, out var call))
        {
            if (message["error"] is { } error)
            {
                call.TrySetException(new InvalidOperationException(error.ToJsonString()));
            }
            else
            {
                call.TrySetResult(message["result"]!);
            }
        }
        else if ((string?)message["sessionId"] is { } session && _sessions.TryGetValue(session, out var handler))
        {
            handler((string)message["method"]!, message["params"]!);
        }
    }
}
