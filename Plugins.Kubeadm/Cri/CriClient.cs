using System.Globalization;
using System.Net;
using Reeve.Streams;

namespace Reeve.Plugins.Kubeadm.Cri;

/// <summary>
/// Asks a container runtime over its socket what pods it has, and removes them: what <c>crictl</c> does, without needing it. Thread-safe.
/// </summary>
/// <remarks>
/// gRPC over HTTP/2, of which four calls with a text each are used. Source: runtime/v1/api.proto of
/// https://github.com/kubernetes/cri-api; https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md.
/// </remarks>
internal sealed class CriClient : IDisposable
{
    private const int Unimplemented = 12;
    private const int NotFound = 5;

    // Kubernetes before 1.26 and containerd before 1.6 speak the older one; the calls used here are the same in both.
    private static readonly string[] s_versions = ["runtime.v1", "runtime.v1alpha2"];

    private readonly string _path;
    private readonly HttpClient _http;

    /// <summary>Makes a client.</summary>
    /// <param name="socket"><c>unix:///run/containerd/containerd.sock</c>.</param>
    public CriClient(string socket)
    {
        _path = socket.StartsWith("unix://", StringComparison.Ordinal) ? socket["unix://".Length..] : socket;
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, cancellationToken) => UnixSocketStream.ConnectAsync(_path, cancellationToken), UseProxy = false })
        {
            BaseAddress = new Uri("http://localhost"),
            Timeout = TimeSpan.FromMinutes(4), // the runtime waits for containers to end
        };
    }

    /// <summary>Whether there is a socket at all.</summary>
    public bool IsThere => File.Exists(_path);

    /// <summary>The runtime's name and version, e.g. <c>containerd 1.6.20</c>.</summary>
    public async Task<string> GetVersionAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync("Version", [], cancellationToken);
        return $"{WireReader.Text(answer, 2)} {WireReader.Text(answer, 3).TrimStart('v')}";
    }

    /// <summary>All pods, those that have ended too.</summary>
    public async Task<IReadOnlyList<CriPod>> ListPodsAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync("ListPodSandbox", [], cancellationToken);
        return [.. WireReader.Fields(answer).Where(field => field.Number == 1).Select(field => Pod(field.Value))];
    }

    /// <summary>Ends a pod's containers, takes its network down, and removes it. A pod that is not there is removed already.</summary>
    public async Task RemovePodAsync(string id, CancellationToken cancellationToken)
    {
        await CallAsync("StopPodSandbox", WireReader.WriteText(id), cancellationToken);
        await CallAsync("RemovePodSandbox", WireReader.WriteText(id), cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static CriPod Pod(ReadOnlyMemory<byte> message)
    {
        var metadata = WireReader.Fields(message).FirstOrDefault(field => field.Number == 2).Value;
        return new CriPod { Id = WireReader.Text(message, 1), Name = WireReader.Text(metadata, 1), Namespace = WireReader.Text(metadata, 3) };
    }

    private async Task<ReadOnlyMemory<byte>> CallAsync(string method, byte[] message, CancellationToken cancellationToken)
    {
        var (status, reason, answer) = (Unimplemented, "", ReadOnlyMemory<byte>.Empty);
        for (var version = 0; status == Unimplemented && version < s_versions.Length; version++)
        {
            (status, reason, answer) = await TryAsync($"/{s_versions[version]}.RuntimeService/{method}", message, cancellationToken);
        }

        return status switch
        {
            0 => answer,
            NotFound => ReadOnlyMemory<byte>.Empty,
            _ => throw new ProviderException(ErrorReason.Transient, $"The container runtime cannot do {method}: {reason} ({status})."),
        };
    }

    private async Task<(int Status, string Reason, ReadOnlyMemory<byte> Answer)> TryAsync(string path, byte[] message, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(WireReader.Frame(message)),
            };
            request.Content.Headers.ContentType = new("application/grpc");
            request.Headers.TE.Add(new("trailers"));
            using var response = await _http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            // An answer without a body has its status among the headers.
            var trailers = response.TrailingHeaders.Contains("grpc-status") ? response.TrailingHeaders : response.Headers;
            var status = trailers.TryGetValues("grpc-status", out var statuses) ? int.Parse(statuses.First(), CultureInfo.InvariantCulture) : -1;
            var reason = trailers.TryGetValues("grpc-message", out var reasons) ? Uri.UnescapeDataString(reasons.First()) : response.StatusCode.ToString();
            return (status, reason, body.Length > 5 ? body.AsMemory(5) : ReadOnlyMemory<byte>.Empty);
        }
        catch (HttpRequestException e)
        {
            throw new ProviderException(ErrorReason.Transient, $"The container runtime does not answer at {_path}: {e.Message}", e);
        }
    }
}
