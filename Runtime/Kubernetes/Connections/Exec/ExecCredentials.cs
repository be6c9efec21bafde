using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Kubernetes.Connections.Exec;

/// <summary>
/// Credentials from a program. What it gives is kept until it expires, or until the server refuses it. However many ask at once, the program
/// runs once. Thread-safe.
/// </summary>
internal sealed partial class ExecCredentials(ExecPlugin plugin, TimeProvider timeProvider, ILogger<ExecCredentials> logger) : IClientCredentials, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _gate = new(1);
    private volatile Cached? _cached;

    public async ValueTask<ClientCredential> GetAsync(CancellationToken cancellationToken)
    {
        if (_cached is { } cached && IsGood(cached))
        {
            return cached.Credential;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_cached is not { } present || !IsGood(present))
            {
                _cached = await RunAsync(cancellationToken);
            }

            return _cached.Credential;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask<bool> RefreshAsync(ClientCredential rejected, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_cached is null || ReferenceEquals(_cached.Credential, rejected))
            {
                _cached = await RunAsync(cancellationToken);
            }

            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private bool IsGood(Cached cached) => cached.Expires is not { } expires || timeProvider.GetUtcNow() < expires;

    private async Task<Cached> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var status = Parse(await ExecRunner.RunAsync(plugin, either.Token));
            LogObtained(logger, plugin.Command, status.ExpirationTimestamp?.ToString() ?? "never");
            return new(Create(status), status.ExpirationTimestamp?.Value);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new KubernetesConfigurationException($"{plugin.Place}: {plugin.Command} did not end within {Timeout.TotalSeconds} s.", e);
        }
    }

    private ExecCredentialStatus Parse(ReadOnlyMemory<byte> output)
    {
        ExecCredential? answer;
        try
        {
            answer = JsonSerializer.Deserialize(output.Span, ClientJson.TypeInfo<ExecCredential>());
        }
        catch (JsonException e)
        {
            throw new KubernetesConfigurationException($"{plugin.Place}: {plugin.Command} did not answer with an ExecCredential: line {e.LineNumber + 1} is not understood.");
        }

        return answer is not { Kind: "ExecCredential" } ? throw Wrong("did not answer with an ExecCredential")
            : answer.ApiVersion != plugin.ApiVersion ? throw Wrong($"answered in version {answer.ApiVersion}, {plugin.ApiVersion} is expected")
            : answer.Status ?? throw Wrong("answered without a status");
    }

    private ClientCredential Create(ExecCredentialStatus status)
    {
        var (certificate, key) = (Empty(status.ClientCertificateData), Empty(status.ClientKeyData));
        if (Empty(status.Token) is null && certificate is null)
        {
            throw Wrong("gave neither a token nor a client certificate");
        }

        if ((certificate is null) != (key is null))
        {
            throw Wrong("gave a certificate or a key without the other");
        }

        return new()
        {
            Authorization = Empty(status.Token) is { } token ? new AuthenticationHeaderValue("Bearer", token) : null,
            Certificate = certificate is null ? null : Pem.Client(certificate, key!, plugin.Place),
        };
    }

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private KubernetesConfigurationException Wrong(string what) => new($"{plugin.Place}: {plugin.Command} {what}.");

    private sealed record Cached(ClientCredential Credential, DateTimeOffset? Expires);
}
