using Reeve.Runtime.Proxies.Acme;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>
/// When certificates are renewed: in the window that their authority advises (RFC 9773, 4.2), else when two thirds of their life are
/// over, or half of it if they live less than ten days. Spread, so that a fleet does not come at once.
/// </summary>
internal static class RenewalSchedule
{
    private static readonly TimeSpan ShortLife = TimeSpan.FromDays(10);

    /// <summary>The time; it may be over.</summary>
    /// <param name="notBefore">From when the certificate is valid.</param>
    /// <param name="notAfter">Until when.</param>
    /// <param name="advice">What the authority says; null for nothing.</param>
    /// <param name="random">From 0 to 1: where in the window; the same for one certificate as long as it is served.</param>
    public static DateTimeOffset Of(DateTimeOffset notBefore, DateTimeOffset notAfter, RenewalAdvice? advice, double random)
    {
        if (advice is not null && advice.End > advice.Start)
        {
            return advice.Start + ((advice.End - advice.Start) * random);
        }

        var life = notAfter - notBefore;
        var part = life < ShortLife ? 1.0 / 2 : 2.0 / 3;
        return notBefore + (life * (part - (random / 50)));
    }
}
