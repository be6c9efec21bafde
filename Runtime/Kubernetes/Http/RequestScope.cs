using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;

namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>Gives a request its deadline and its failures one type.</summary>
internal sealed class RequestScope(TimeSpan timeout, TimeProvider timeProvider)
{
    /// <summary>Runs a request within the deadline.</summary>
    public async Task<TResult> RunAsync<TResult>(ApiRequest request, Func<CancellationToken, Task<TResult>> send, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await TranslateAsync(request, () => new ValueTask<TResult>(send(linked.Token)), cancellationToken);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(request, $"no answer within {timeout.TotalSeconds} s", e);
        }
    }

    /// <summary>Runs a part of a request whose deadline is over or another's.</summary>
    public static async ValueTask<TResult> TranslateAsync<TResult>(ApiRequest request, Func<ValueTask<TResult>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not KubernetesApiException)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw Unreachable(request, e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message, e);
        }
        catch (JsonException e)
        {
            throw Unreachable(request, "the answer is not understood: " + Where(e), e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or KubernetesConfigurationException)
        {
            throw Unreachable(request, e.Message, e);
        }
    }

    // The text of the library quotes the document, which may be a secret.
    private static string Where(JsonException e) => $"line {e.LineNumber + 1}, byte {e.BytePositionInLine}";

    private static KubernetesApiException Unreachable(ApiRequest request, string why, Exception e) =>
        new($"{request}: {why}", new Status { Message = why }, inner: e);
}
