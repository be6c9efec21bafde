using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Containers;
using Reeve.Host.Packages;
using Reeve.Host.Packages.Transport;
using Reeve.Kubernetes;
using Reeve.Streams;
using Reeve.Workloads;

namespace Reeve.Host.Control;

/// <summary>An agent behind its socket.</summary>
internal sealed class ControlClient : IAgent, IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly string _stateDirectory;

    /// <summary>Creates a client; nothing is opened yet.</summary>
    /// <param name="stateDirectory">The agent's state directory.</param>
    public ControlClient(string stateDirectory)
    {
        _stateDirectory = stateDirectory;
        _http = ControlSocket.CreateInvoker(ControlPaths.SocketIn(stateDirectory));
    }

    /// <summary>Whether an agent answers at this state directory.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await UnixSocketStream.ConnectAsync(ControlPaths.SocketIn(_stateDirectory), cancellationToken);
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode != SocketError.AccessDenied)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public IAgentImages Images => new ControlImages(this);

    /// <summary>Plugins that come from packages.</summary>
    public IPackages Packages => new ControlPackages(this);

    /// <inheritdoc/>
    public Task<AgentInfo> GetInfoAsync(CancellationToken cancellationToken) =>
        ReadAsync("/v1/agent", ControlJsonContext.Default.AgentInfo, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Pod>> ListPodsAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("/v1/pods", KubernetesJson.GetTypeInfo<KubernetesList<Pod>>(), cancellationToken)).Items;

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<Pod>> WatchPodsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, "/v1/pods?watch=true", null, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var typeInfo = KubernetesJson.GetTypeInfo<WatchEvent<Pod>>();
        while (await ReadLineAsync(reader, cancellationToken) is { } line)
        {
            yield return JsonSerializer.Deserialize(line, typeInfo)!;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Event>> ListEventsAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("/v1/events", KubernetesJson.GetTypeInfo<KubernetesList<Event>>(), cancellationToken)).Items;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PluginSummary>> ListPluginsAsync(CancellationToken cancellationToken) =>
        await ReadAsync("/v1/plugins", ControlJsonContext.Default.IReadOnlyListPluginSummary, cancellationToken);

    /// <inheritdoc/>
    public async Task ReadLogsAsync(
        PodKey pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, PodPath(pod) + "/log" + LogQueryText.Write(container, query), null, cancellationToken);
        try
        {
            await response.Content.CopyToAsync(output, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ProviderException(ErrorReason.Transient, "The agent ended before the end of the log.", exception);
        }
    }

    /// <inheritdoc/>
    public Task<int> ExecAsync(PodKey pod, string container, ExecRequest request, CancellationToken cancellationToken)
    {
        var command = string.Concat(request.Command.Select(argument => "&command=" + Uri.EscapeDataString(argument)));
        var input = request.StandardInput is null ? "" : "&stdin=true";
        var terminal = request.Tty ? "&tty=true" : "";
        var path = $"{PodPath(pod)}/exec?container={Uri.EscapeDataString(container)}{input}{terminal}{command}";
        return ExecSession.RunAsync(() => SendAsync(HttpMethod.Post, path, ControlPaths.ExecProtocol, cancellationToken), request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeletePodAsync(PodKey pod, TimeSpan? gracePeriod, bool wait, CancellationToken cancellationToken)
    {
        var grace = gracePeriod is { } period
            ? string.Create(CultureInfo.InvariantCulture, $"&gracePeriodSeconds={(long)period.TotalSeconds}")
            : "";
        using var response = await SendAsync(
            HttpMethod.Delete, $"{PodPath(pod)}?wait={(wait ? "true" : "false")}{grace}", null, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string PodPath(PodKey pod) =>
        $"/v1/namespaces/{Uri.EscapeDataString(pod.Namespace)}/pods/{Uri.EscapeDataString(pod.Name)}";

    // An agent that ends while it is watched is no surprise.
    private static async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new ProviderException(ErrorReason.Transient, "The agent has ended.", exception);
        }
    }

    private Task<T> ReadAsync<T>(string path, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, path, typeInfo, cancellationToken);

    /// <summary>Sends a request without a body and reads the answer.</summary>
    internal async Task<T> AskAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, null, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync(body, typeInfo, cancellationToken)
            ?? throw new ProviderException("The agent answered nothing.");
    }

    /// <summary>Sends a request; a refusal is an exception.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? upgrade, CancellationToken cancellationToken, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, "http://reeve" + path) { Content = content };
        if (upgrade is not null)
        {
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.Add(new(upgrade));
        }

        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw ControlSocket.Explain(exception, _stateDirectory);
        }

        if ((int)response.StatusCode is >= 200 and < 300 or 101)
        {
            return response;
        }

        using (response)
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var error = await JsonSerializer.DeserializeAsync(body, ControlJsonContext.Default.ControlError, cancellationToken);
            throw error?.ToException() ?? new ProviderException($"The agent answered {(int)response.StatusCode} without a word.");
        }
    }
}
