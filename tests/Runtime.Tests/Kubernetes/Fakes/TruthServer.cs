using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>A server of config maps that knows the truth, tells it by list and watch as an API server does, and misbehaves on demand. Thread-safe.</summary>
internal sealed class TruthServer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, ConfigMap> _truth = new(StringComparer.Ordinal);
    private readonly List<(int Version, string Type, ConfigMap Item)> _history = [];
    private readonly List<TruthWatch> _watches = [];
    private readonly Queue<WatchFault> _requestFaults = new();
    private ScriptedServer? _server;
    private int _version = 10;
    private int _oldest = 10;
    private int _uids;
    private bool _expireToken;

    public Uri Address => _server!.Address;

    public IReadOnlyList<SeenRequest> Seen => _server!.Seen;

    /// <summary>What a complete list holds at most.</summary>
    public int MaxPage { get; set; } = int.MaxValue;

    /// <summary>Whether what has only a version to tell is told.</summary>
    public bool Bookmarks { get; set; } = true;

    /// <summary>Lists so far.</summary>
    public int Lists => Seen.Count(static seen => !seen.Query.Contains("watch=true", StringComparison.Ordinal));

    /// <summary>Watches that are open.</summary>
    public int Watching
    {
        get
        {
            lock (_lock)
            {
                return _watches.Count;
            }
        }
    }

    public static async Task<TruthServer> StartAsync()
    {
        var truth = new TruthServer();
        truth._server = await ScriptedServer.StartAsync(truth.AnswerAsync);
        return truth;
    }

    /// <summary>The truth: names with versions and UIDs.</summary>
    public IReadOnlyDictionary<string, string> Truth()
    {
        lock (_lock)
        {
            return _truth.ToDictionary(static pair => pair.Key, static pair => Describe(pair.Value));
        }
    }

    public static string Describe(ConfigMap map) => $"{map.Metadata.Uid}@{map.Metadata.ResourceVersion}={map.Data["key"]}";

    /// <summary>Creates or changes an object.</summary>
    public void Put(string name, string value)
    {
        lock (_lock)
        {
            var known = _truth.GetValueOrDefault(name);
            var version = ++_version;
            var item = Answers.Map(name, Answers.Text(version), known?.Metadata.Uid ?? "uid-" + Answers.Text(++_uids), value);
            _truth[name] = item;
            Happened(version, known is null ? WatchEventTypes.Added : WatchEventTypes.Modified, item);
        }
    }

    /// <summary>Deletes an object, if it is there.</summary>
    public void Delete(string name)
    {
        lock (_lock)
        {
            if (_truth.Remove(name, out var item))
            {
                var version = ++_version;
                Happened(version, WatchEventTypes.Deleted, item with { Metadata = item.Metadata with { ResourceVersion = Answers.Text(version) } });
            }
        }
    }

    /// <summary>Tells all watches how far the truth is.</summary>
    public void Bookmark()
    {
        lock (_lock)
        {
            var version = ++_version;
            var bookmark = new ConfigMap { Metadata = new() { ResourceVersion = Answers.Text(version) } };
            _watches.ForEach(watch => watch.Send(WatchEventTypes.Bookmark, bookmark));
        }
    }

    /// <summary>Goes back to an older state, as after a restore: versions begin anew below those that were seen.</summary>
    public void Restore(int version)
    {
        lock (_lock)
        {
            _version = version;
            _oldest = version;
            _history.Clear();
            foreach (var name in _truth.Keys.ToList())
            {
                _truth[name] = Answers.Map(name, Answers.Text(version), _truth[name].Metadata.Uid, "restored");
            }
        }
    }

    /// <summary>Misbehaves once.</summary>
    public void Inject(WatchFault fault, int bytes = 0)
    {
        lock (_lock)
        {
            switch (fault)
            {
                case WatchFault.TooMany or WatchFault.Fail:
                    _requestFaults.Enqueue(fault);
                    _watches.ForEach(static watch => watch.End());
                    break;
                case WatchFault.Expire:
                    _oldest = ++_version;
                    _watches.ForEach(static watch => watch.Gone());
                    break;
                case WatchFault.ExpireToken:
                    _expireToken = true;
                    break;
                default:
                    _watches.ForEach(watch => watch.Inject(fault, bytes));
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private void Happened(int version, string type, ConfigMap item)
    {
        _history.Add((version, type, item));
        _watches.ForEach(watch => watch.Send(type, item));
    }

    private Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        WatchFault? fault;
        lock (_lock)
        {
            fault = _requestFaults.TryDequeue(out var next) ? next : null;
        }

        return fault switch
        {
            WatchFault.TooMany => context.StatusAsync(429, StatusReasons.TooManyRequests, retryAfter: "0"),
            WatchFault.Fail => context.StatusAsync(500, StatusReasons.InternalError),
            _ => query.ContainsKey("watch") ? WatchAsync(context) : ListAsync(context),
        };
    }

    private Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        lock (_lock)
        {
            var token = query["continue"].ToString();
            if (token.Length > 0 && _expireToken)
            {
                _expireToken = false;
                return context.StatusAsync(410, StatusReasons.Expired, "The provided continue parameter is too old");
            }

            if (int.TryParse(query["resourceVersion"], out var least) && least > _version)
            {
                return context.StatusAsync(504, StatusReasons.Timeout, $"Too large resource version: {least}, current: {_version}");
            }

            // Pages of a list that goes on are of the version of the first one; names are enough to tell where it goes on.
            var limit = int.TryParse(query["limit"], out var asked) ? Math.Min(asked, MaxPage) : int.MaxValue;
            var rest = _truth.Values.Where(item => string.CompareOrdinal(item.Metadata.Name, Last(token)) > 0).ToList();
            var page = rest.Take(limit).ToList();
            var version = token.Length > 0 ? token.Split('/')[0] : Answers.Text(_version);
            return context.ObjectAsync(new KubernetesList<ConfigMap>
            {
                Metadata = new()
                {
                    ResourceVersion = version,
                    Continue = page.Count < rest.Count ? $"{version}/{page[^1].Metadata.Name}" : null,
                },
                Items = page,
            });
        }
    }

    private static string Last(string token) => token.Length > 0 ? token.Split('/')[1] : "";

    private async Task WatchAsync(HttpContext context)
    {
        TruthWatch watch;
        lock (_lock)
        {
            var from = int.Parse(context.Request.Query["resourceVersion"].ToString(), CultureInfo.InvariantCulture);
            watch = new TruthWatch(context);
            if (from < _oldest)
            {
                watch.Gone();
            }

            foreach (var (_, type, item) in _history.Where(happened => happened.Version > from))
            {
                watch.Send(type, item);
            }

            _watches.Add(watch);
        }

        try
        {
            await watch.RunAsync();
        }
        finally
        {
            lock (_lock)
            {
                _watches.Remove(watch);
            }
        }
    }
}
