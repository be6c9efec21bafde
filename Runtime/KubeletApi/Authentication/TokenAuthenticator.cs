using System.Security.Cryptography;
using System.Text;

namespace Reeve.Runtime.KubeletApi.Authentication;

/// <summary>Finds users by their bearer tokens. Tokens themselves are not kept.</summary>
internal sealed class TokenAuthenticator(IReviewer reviewer, int capacity, TimeSpan keep, TimeProvider time)
{
    private readonly ExpiringCache<string, KubeletUser?> _users = new(capacity, time);

    /// <summary>The user; null if nobody has such a token.</summary>
    public Task<KubeletUser?> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        return _users.GetAsync(key, async stop => (await AskAsync(token, stop), keep), cancellationToken);
    }

    private async Task<KubeletUser?> AskAsync(string token, CancellationToken cancellationToken)
    {
        var status = await reviewer.ReviewTokenAsync(token, cancellationToken);
        return status is { Authenticated: true, User: { Username: { Length: > 0 } name } user }
            ? new KubeletUser { Name = name, Uid = user.Uid, Groups = user.Groups, Extra = user.Extra }
            : null;
    }
}
