using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;
using Reeve.Runtime.KubeletApi.Authentication;

namespace Reeve.Runtime.KubeletApi.Authorization;

/// <summary>Asks who may do what to the node.</summary>
internal sealed class RequestAuthorizer(string node, IReviewer reviewer, KubeletApiOptions options, TimeProvider time)
{
    private readonly ExpiringCache<string, bool> _answers = new(options.CacheEntries, time);

    /// <summary>Lets a user pass who has the right.</summary>
    /// <exception cref="KubeletException">403: he has not.</exception>
    public async Task AuthorizeAsync(KubeletUser user, RequestAccess access, CancellationToken cancellationToken)
    {
        foreach (var subresource in access.Subresources)
        {
            var key = $"{access.Verb}\u0004{subresource}\u0004{user.Key}";
            if (await _answers.GetAsync(key, stop => AskAsync(user, access.Verb, subresource, stop), cancellationToken))
            {
                return;
            }
        }

        throw new KubeletException(
            StatusCodes.Status403Forbidden,
            $"Forbidden (user={user.Name}, verb={access.Verb}, resource=nodes, subresource(s)=[{string.Join(' ', access.Subresources)}])");
    }

    private async Task<(bool Allowed, TimeSpan Keep)> AskAsync(
        KubeletUser user, string verb, string subresource, CancellationToken cancellationToken)
    {
        var status = await reviewer.ReviewAccessAsync(
            new SubjectAccessReviewSpec
            {
                User = user.Name,
                Uid = user.Uid,
                Groups = user.Groups,
                Extra = user.Extra,
                ResourceAttributes = new() { Verb = verb, Version = "v1", Resource = "nodes", Subresource = subresource, Name = node },
            },
            cancellationToken);
        var allowed = status.Allowed && status.Denied != true;
        return (allowed, allowed ? options.AuthorizedCacheTime : options.UnauthorizedCacheTime);
    }
}
