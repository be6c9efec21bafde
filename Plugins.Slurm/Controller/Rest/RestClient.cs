using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>Sends requests to slurmrestd, with a token that is replaced when it is refused, in the newest version that both sides speak. Thread-safe.</summary>
internal sealed class RestClient : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;
    private readonly RestTokenSource _tokens;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1);
    private RestVersion? _version;

    /// <summary>Creates a client.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the address.</exception>
    public RestClient(RestOptions options, RestTokenSource tokens, TimeProvider time)
    {
        _http = RestHandler.Create(options);
        _tokens = tokens;
        _time = time;
        Description = options.Socket is { } socket ? $"slurmrestd at {socket}" : $"slurmrestd at {_http.BaseAddress}";
    }

    /// <summary>Whom one talks to, for messages.</summary>
    public string Description { get; }

    /// <summary>The user that the token names; null if it names none, or before the first request.</summary>
    public string? User { get; private set; }

    /// <summary>The version in use; asked for at the first call.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: none in common; <see cref="ErrorReason.Transient"/>; <see cref="ErrorReason.Denied"/>.</exception>
    public async Task<RestVersion> VersionAsync(CancellationToken cancellationToken)
    {
        if (_version is { } known)
        {
            return known;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var version in _version is { } found ? [found] : RestVersion.All)
            {
                var answer = await SendAsync(HttpMethod.Get, $"slurm/{version}/ping", null, cancellationToken);
                if (answer.Status != HttpStatusCode.NotFound)
                {
                    _version = answer.IsSuccess ? version : throw Failure(answer, "the question for its version");
                    return version;
                }
            }

            throw new ProviderException(ErrorReason.Unsupported, $"{Description} speaks none of {RestVersion.All[^1]} to {RestVersion.All[0]}.");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends a request; a refused token is replaced once.</summary>
    /// <param name="method">What to do.</param>
    /// <param name="path">With what, without a slash before it.</param>
    /// <param name="body">What to send along.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: no answer. An answer that is an error is none.</exception>
    public async Task<RestAnswer> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        var token = await _tokens.GetAsync(null, cancellationToken);
        var answer = await SendOnceAsync(method, path, body, token, cancellationToken);
        if (!answer.MayBeRefusal)
        {
            return answer;
        }

        // It was refused, so nothing was done. Where the source has no other token, the answer stands.
        var other = await _tokens.GetAsync(token, cancellationToken);
        return other.Text == token.Text ? answer : await SendOnceAsync(method, path, body, other, cancellationToken);
    }

    /// <summary>Makes an exception of an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="what">What was asked, for the message.</param>
    public ProviderException Failure(RestAnswer answer, string what)
    {
        var errors = answer.Errors;
        var reason = answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ErrorReason.Denied,
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => ErrorReason.Transient,
            HttpStatusCode.TooManyRequests => ErrorReason.Transient,
            _ when errors.Contains("Unspecified error", StringComparison.Ordinal) => ErrorReason.Transient,
            HttpStatusCode.BadRequest => ErrorReason.Invalid,
            _ => SlurmErrors.Classify(errors),
        };
        return new ProviderException(reason, $"{Description} refused {what}: {(errors.Length > 0 ? Commands.SlurmFailure.OneLine(errors) : $"HTTP {(int)answer.Status}")}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _turn.Dispose();
    }

    private async Task<RestAnswer> SendOnceAsync(HttpMethod method, string path, JsonNode? body, RestToken token, CancellationToken cancellationToken)
    {
        User = token.User;
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-SLURM-USER-TOKEN", token.Text);
        if (token.User is { } user)
        {
            request.Headers.Add("X-SLURM-USER-NAME", user);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        using var deadline = new CancellationTokenSource(Deadline, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(both.Token);
            return Read(response.StatusCode, bytes);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ProviderException(ErrorReason.Transient, $"{Description} does not answer.", exception);
        }
    }

    private static RestAnswer Read(HttpStatusCode status, byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return new RestAnswer(status, document.RootElement.Clone(), "");
        }
        catch (JsonException)
        {
            return new RestAnswer(status, default, Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 4096))));
        }
    }
}
