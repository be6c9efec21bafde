using Reeve.Runtime.Proxies.Acme.Signing;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>Who signs requests: a key, and its account once it has one.</summary>
/// <param name="Key">The key.</param>
/// <param name="Account">The account's URL; null before it is known.</param>
internal sealed record AcmeSigner(AccountKey Key, Uri? Account);
