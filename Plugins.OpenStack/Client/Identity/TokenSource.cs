using System.Net;
using System.Text.Json;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Configuration;

namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>
/// Keeps the token and gets another where it is about to end or was refused. Thread-safe; callers at the same time share one request, and its failure,
/// so that a wrong password is not tried until the account is locked.
/// </summary>
/// <param name="settings">Who the client is.</param>
/// <param name="sender">Sends.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenSource(CloudSettings settings, RestSender sender, TimeProvider time)
{
    // A call that begins now shall end before the token does.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private CloudSession? _session;
    private Task<CloudSession>? _renewal;

    /// <summary>Where tokens are asked for.</summary>
    private Uri Address => new(EndpointResolver.WithVersion(ServiceProfile.Of(CloudService.Identity), settings.AuthUrl.AbsoluteUri), "auth/tokens");

    /// <summary>A token that lasts.</summary>
    /// <param name="refused">The session whose token was refused, if one was: another is got unless somebody did meanwhile.</param>
    /// <param name="cancellationToken">Stops waiting; the request goes on for others.</param>
    /// <exception cref="CloudException"><see cref="ErrorReason.Denied"/>: Keystone refuses the credentials; or it does not answer.</exception>
    public Task<CloudSession> GetAsync(CloudSession? refused, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_session is { } session && session != refused && (session.ExpiresAt - s_margin > time.GetUtcNow() || !settings.Credentials.CanRenew))
            {
                return Task.FromResult(session);
            }

            if (_renewal is null || _renewal.IsCompleted)
            {
                _renewal = Task.Run(RenewAsync, CancellationToken.None);
            }

            return _renewal.WaitAsync(cancellationToken);
        }
    }

    private async Task<CloudSession> RenewAsync()
    {
        var request = new RestRequest
        {
            Method = HttpMethod.Post,
            Url = Address,
            Service = CloudService.Identity,
            Body = TokenRequest.Body(settings.Credentials, settings.Scope),
            Repeatable = true, // a token that nobody got does no harm
        };
        var session = Read(await AskAsync(request));
        lock (_lock)
        {
            _session = session;
        }

        return session;
    }

    private async Task<RestAnswer> AskAsync(RestRequest request)
    {
        try
        {
            var answer = await sender.SendAsync(request, CancellationToken.None);
            return answer.Status == HttpStatusCode.Unauthorized ? throw sender.Failure(request, answer) : answer;
        }
        catch (CloudException exception) when (exception.Status is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound)
        {
            // Not found: an application credential or a trust that is gone.
            throw new CloudException($"{settings.Name}: the credentials of {settings.Source} are refused: {exception.Message}")
            {
                Reason = ErrorReason.Denied,
                Service = CloudService.Identity,
                Status = exception.Status,
                RequestId = exception.RequestId,
            };
        }
    }

    private CloudSession Read(RestAnswer answer)
    {
        try
        {
            var json = answer.Json();
            if (answer.Header("X-Subject-Token") is { } token && json.ValueKind == JsonValueKind.Object && json.TryGetProperty("token", out var element) &&
                element.Deserialize(CloudJson.Default.TokenBody) is { } body)
            {
                return new CloudSession
                {
                    Token = new Secret(token),
                    ExpiresAt = body.ExpiresAt,
                    UserId = body.User.Id,
                    UserName = body.User.Name,
                    ProjectId = body.Project?.Id,
                    ProjectName = body.Project?.Name,
                    Roles = [.. body.Roles.Select(role => role.Name)],
                    Catalog = body.Catalog,
                };
            }
        }
        catch (JsonException exception)
        {
            throw Strange(answer, exception);
        }

        throw Strange(answer, null);
    }

    private CloudException Strange(RestAnswer answer, Exception? cause) =>
        new($"{settings.Name}: {settings.AuthUrl.Authority} does not answer like Keystone (request {answer.RequestId}).", cause)
        {
            Reason = ErrorReason.Transient,
            Service = CloudService.Identity,
            Status = answer.Status,
            RequestId = answer.RequestId,
        };
}
