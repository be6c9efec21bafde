using System.Net;
using System.Text.Json;
using Reeve.Plugins.OpenStack.Client.Identity;
using Reeve.Plugins.OpenStack.Configuration;

namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>Speaks to one service of a cloud: finds it, shows the token, gets another once if it is refused, reads all pages. Thread-safe.</summary>
/// <param name="profile">The service.</param>
/// <param name="settings">The cloud.</param>
/// <param name="tokens">The token.</param>
/// <param name="sender">Sends.</param>
internal sealed class ServiceClient(ServiceProfile profile, CloudSettings settings, TokenSource tokens, RestSender sender)
{
    private Microversion? _version;

    /// <summary>The service.</summary>
    public CloudService Service => profile.Service;

    /// <summary>Who the client is.</summary>
    public Task<CloudSession> SessionAsync(CancellationToken cancellationToken) => tokens.GetAsync(null, cancellationToken);

    /// <summary>The microversion that is spoken.</summary>
    public async Task<Microversion> VersionAsync(CancellationToken cancellationToken)
    {
        // Asked for twice if two ask at once: the answer is the same.
        if (_version is null)
        {
            var answer = await AuthorizedAsync(session => new RestRequest { Method = HttpMethod.Get, Url = VersionAddress(session), Service = profile.Service, Repeatable = true }, cancellationToken);
            _version = MicroversionChooser.Choose(profile, answer.Json(), settings.Name);
        }

        return _version.Value;
    }

    /// <summary>Reads something.</summary>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, true, cancellationToken);

    /// <summary>Sends something.</summary>
    /// <param name="method">What to do.</param>
    /// <param name="path">With what, below the service's address, with the query.</param>
    /// <param name="body">What is sent along.</param>
    /// <param name="repeatable">Whether the same once more does no harm.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The answer; undefined if it is empty.</returns>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, JsonElement? body, bool repeatable, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(session => new RestRequest { Method = method, Url = Address(session, path), Service = profile.Service, Body = body, Repeatable = repeatable }, cancellationToken);
        return answer.Json();
    }

    /// <summary>Uploads data, once.</summary>
    public Task UploadAsync(HttpMethod method, string path, Stream data, CancellationToken cancellationToken) =>
        SendAsync(session => new RestRequest { Method = method, Url = Address(session, path), Service = profile.Service, Data = data }, cancellationToken);

    /// <summary>Has something deleted.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(HttpMethod.Delete, path, null, true, cancellationToken);
            return true;
        }
        catch (CloudException exception) when (exception.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return false;
        }
    }

    /// <summary>Lists something, all pages.</summary>
    /// <param name="path">The list, with the query.</param>
    /// <param name="key">The field that holds it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string path, string key, CancellationToken cancellationToken)
    {
        var items = new List<JsonElement>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var next = path; next is not null && seen.Add(next);)
        {
            var page = await GetAsync(next, cancellationToken);
            items.AddRange(PageReader.Items(page, key) ?? throw Strange(path, key));
            next = PageReader.Next(page, key, next);
        }

        return items;
    }

    private CloudException Strange(string path, string key) =>
        new($"{settings.Name}: {profile.Types[0]} answers to GET {path} without \"{key}\".") { Reason = ErrorReason.Transient, Service = profile.Service };

    private async Task<RestAnswer> SendAsync(Func<CloudSession, RestRequest> make, CancellationToken cancellationToken)
    {
        if (profile.MicroversionType is not { } type)
        {
            return await AuthorizedAsync(make, cancellationToken);
        }

        var version = await VersionAsync(cancellationToken);
        return await AuthorizedAsync(session => make(session) with { Headers = [new("OpenStack-API-Version", $"{type} {version}")] }, cancellationToken);
    }

    // 1. with the token that is there; 2. if it is refused, once with another, unless the request's data are used up.
    private async Task<RestAnswer> AuthorizedAsync(Func<CloudSession, RestRequest> make, CancellationToken cancellationToken)
    {
        var session = await tokens.GetAsync(null, cancellationToken);
        var (request, answer) = await SendAsync(make, session, cancellationToken);
        if (answer.Status == HttpStatusCode.Unauthorized && request.Data is null && settings.Credentials.CanRenew)
        {
            session = await tokens.GetAsync(session, cancellationToken);
            (request, answer) = await SendAsync(make, session, cancellationToken);
        }

        return answer.Status == HttpStatusCode.Unauthorized ? throw sender.Failure(request, answer) : answer;
    }

    private async Task<(RestRequest Request, RestAnswer Answer)> SendAsync(Func<CloudSession, RestRequest> make, CloudSession session, CancellationToken cancellationToken)
    {
        var request = make(session);
        request = request with { Headers = [.. request.Headers, new("X-Auth-Token", session.Token.Reveal())] };
        return (request, await sender.SendAsync(request, cancellationToken));
    }

    private Uri Address(CloudSession session, string path) => new(EndpointResolver.Resolve(profile, settings, session.Catalog), path);

    // The versions are told at the service's address without the project that some catalogs put behind it.
    private Uri VersionAddress(CloudSession session)
    {
        var address = EndpointResolver.Resolve(profile, settings, session.Catalog).AbsoluteUri.TrimEnd('/');
        return new Uri((session.ProjectId is { Length: > 0 } project && address.EndsWith(project, StringComparison.Ordinal) ? address[..^project.Length] : address).TrimEnd('/') + "/");
    }
}
