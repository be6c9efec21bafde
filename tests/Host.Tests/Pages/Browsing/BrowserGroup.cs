namespace Reeve.Host.Tests.Pages.Browsing;

/// <summary>Tests that share a browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserGroup : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
