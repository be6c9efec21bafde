using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Reeve.AspNetCore.Clusters.Sessions;

/// <summary>Those who have signed in to the status page: a cookie that scripts cannot read and other sites do not send stands for each. Thread-safe.</summary>
/// <param name="time">The clock.</param>
/// <remarks>Source: OWASP session management; RFC 6265bis for <c>SameSite</c>. They end with the agent.</remarks>
internal sealed class PageSessions(TimeProvider time)
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/ui";

    /// <summary>The cookie's name.</summary>
    public const string Cookie = "reeve-session";

    /// <summary>The header with which a page shows that a call is its own.</summary>
    public const string CsrfHeader = "Reeve-Csrf";

    /// <summary>How long somebody stays signed in.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private const int MaxSessions = 256;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PageSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Begins a session, and gives the browser its cookie.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">Whose it is.</param>
    /// <param name="token">SHA-256 of his token; null for one with a certificate.</param>
    /// <param name="isSecure">Whether the cookie goes over TLS alone.</param>
    public PageSession Begin(HttpContext context, string name, byte[]? token, bool isSecure)
    {
        End(context);
        var id = Random();
        var session = new PageSession { Name = name, Token = token, Csrf = Random(), At = time.GetUtcNow() };
        lock (_lock)
        {
            foreach (var (key, _) in _sessions.Where(one => HasEnded(one.Value)).ToList())
            {
                _sessions.Remove(key);
            }

            if (_sessions.Count >= MaxSessions)
            {
                _sessions.Remove(_sessions.MinBy(static one => one.Value.At).Key);
            }

            _sessions[KeyOf(id)] = session;
        }

        context.Response.Cookies.Append(Cookie, id, OptionsOf(isSecure));
        return session;
    }

    /// <summary>The session of a request; null if it has none that goes on.</summary>
    public PageSession? Find(HttpRequest request)
    {
        if (request.Cookies[Cookie] is not { Length: > 0 } id)
        {
            return null;
        }

        lock (_lock)
        {
            return _sessions.TryGetValue(KeyOf(id), out var session) && !HasEnded(session) ? session : null;
        }
    }

    /// <summary>Ends the session of a request, if it has one.</summary>
    public void End(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is { Length: > 0 } id)
        {
            lock (_lock)
            {
                _sessions.Remove(KeyOf(id));
            }

            context.Response.Cookies.Delete(Cookie, OptionsOf(context.Request.IsHttps));
        }
    }

    /// <summary>Whether a call comes from the page of its session.</summary>
    public static bool IsOfPage(HttpRequest request, PageSession session) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[CsrfHeader].ToString()), Encoding.UTF8.GetBytes(session.Csrf));

    private static CookieOptions OptionsOf(bool isSecure) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = isSecure, Path = Path, IsEssential = true };

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    // Whoever could read this table could not use it.
    private static string KeyOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private bool HasEnded(PageSession session) => time.GetUtcNow() - session.At >= Lifetime;
}
