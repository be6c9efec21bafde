namespace Reeve.Host.Pages.Documents;

/// <summary>What somebody signs in with.</summary>
internal sealed record SignInRequest
{
    /// <summary>A bearer token; null for the certificate that the browser shows.</summary>
    public string? Token { get; set; }
}
