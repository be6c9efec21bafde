using Reeve.Host.Configuration;
using Reeve.Testing;

namespace Reeve.Host.Tests.Configuration;

public sealed class ConfigurationDocumentTests
{
    [Fact]
    public void Write_PageInTheRepository_IsCurrent()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"));

        Assert.True(
            page.ReplaceLineEndings("\n") == ConfigurationDocument.Write(),
            "docs/configuration.md is not current; run: dotnet run --project Host -- config document > docs/configuration.md");
    }

    [Fact]
    public void Write_EverySetting_HasKeyVariableAndDescription() =>
        Assert.All(SettingCatalog.All, setting =>
        {
            var page = ConfigurationDocument.Write();
            Assert.Contains($"### `{setting.Key}`", page, StringComparison.Ordinal);
            Assert.Contains($"`{setting.EnvironmentVariable}`", page, StringComparison.Ordinal);
            Assert.True(setting.Info.Description.Length > 20);
        });
}
