using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Tests.Kubernetes.Fakes;

namespace Reeve.Runtime.Tests.Proxies.Certificates;

/// <summary>An API server with at most one Secret, which is listed and watched.</summary>
internal sealed class SecretServer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Channel<string>> _watches = [];
    private readonly ScriptedServer _server;
    private readonly KubernetesClient _client;
    private Secret? _secret;
    private int _version = 1;

    private SecretServer(ScriptedServer server, Func<HttpContext, Task>[] answer)
    {
        _server = server;
        _client = new(new() { Server = server.Address }, new() { RequestsPerSecond = 0 });
        Factory = new ReflectorFactory(_client);
        answer[0] = AnswerAsync;
    }

    public ReflectorFactory Factory { get; }

    /// <summary>Paths that were asked for.</summary>
    public IEnumerable<string> Seen => _server.Seen.Select(static seen => seen.Path + seen.Query);

    public static async Task<SecretServer> StartAsync()
    {
        var answer = new Func<HttpContext, Task>[1];
        return new SecretServer(await ScriptedServer.StartAsync(context => answer[0](context)), answer);
    }

    /// <summary>Makes the Secret be this, or be gone.</summary>
    public void Set(IssuedCertificate? certificate, string type = SecretTypes.Tls)
    {
        lock (_lock)
        {
            var former = _secret;
            _version++;
            _secret = certificate is null ? null : new Secret
            {
                Metadata = new() { Name = "tls", Namespace = "web", Uid = "uid", ResourceVersion = _version.ToString(CultureInfo.InvariantCulture) },
                Type = type,
                Data = new Dictionary<string, ReadOnlyMemory<byte>>
                {
                    ["tls.crt"] = Encoding.UTF8.GetBytes(certificate.ChainPem), ["tls.key"] = Encoding.UTF8.GetBytes(certificate.KeyPem),
                },
            };
            var (kind, item) = (former, _secret) switch
            {
                (_, null) => (WatchEventTypes.Deleted, former! with { Metadata = former.Metadata with { ResourceVersion = _version.ToString(CultureInfo.InvariantCulture) } }),
                (null, _) => (WatchEventTypes.Added, _secret),
                _ => (WatchEventTypes.Modified, _secret),
            };
            _watches.ForEach(watch => watch.Writer.TryWrite($$"""{"type":"{{kind}}","object":{{KubernetesJson.Serialize(item)}}}""" + "\n"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Factory.Dispose();
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!context.Request.Query.ContainsKey("watch"))
        {
            await ListAsync(context);
            return;
        }

        var watch = Channel.CreateUnbounded<string>();
        lock (_lock)
        {
            _watches.Add(watch);
        }

        context.Response.ContentType = "application/json";
        await context.Response.StartAsync(context.RequestAborted);
        try
        {
            await foreach (var line in watch.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(line, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
    }

    private Task ListAsync(HttpContext context)
    {
        lock (_lock)
        {
            return context.ObjectAsync(new KubernetesList<Secret>
            {
                Metadata = new() { ResourceVersion = _version.ToString(CultureInfo.InvariantCulture) }, Items = _secret is null ? [] : [_secret],
            });
        }
    }
}
