using Reeve.Host.Configuration;

namespace Reeve.Host.Tests.Configuration;

public sealed class ConfigurationDocumentTests
{
    [Fact]
    public void Write_PageInTheRepository_IsCurrent()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Framework.sln")))
        {
            root = root.Parent;
        }

        Assert.NotNull(root);
        var page = File.ReadAllText(Path.Combine(root.FullName, "docs", "configuration.md"));

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
