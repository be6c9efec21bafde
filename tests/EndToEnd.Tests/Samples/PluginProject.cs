namespace Reeve.EndToEnd.Samples;

/// <summary>The project of a plugin as an author may write it, and what the build is to say of it.</summary>
internal sealed record PluginProject
{
    /// <summary>Its name, and that of its assembly.</summary>
    public required string Name { get; init; }

    /// <summary>What the build stops with: its code and its text; empty if it does not.</summary>
    public required string Error { get; init; }

    /// <summary>Properties, as XML.</summary>
    public string Properties { get; init; } = "<ReevePluginId>acme.outbox</ReevePluginId>";

    /// <summary>Items, as XML.</summary>
    public string Items { get; init; } = """<ReeveProvider Include="outbox" Kind="workload" />""";

    /// <summary>How the contract is referred to: further attributes, as XML.</summary>
    public string Contract { get; init; } = "ExcludeAssets=\"runtime\"";

    /// <summary>A manifest of its own, as JSON; null for none.</summary>
    public string? Manifest { get; init; }

    /// <summary>Writes it into a directory of its own.</summary>
    /// <param name="directory">The directory of all projects.</param>
    public void Write(string directory)
    {
        var own = Directory.CreateDirectory(Path.Combine(directory, Name)).FullName;
        File.WriteAllText(Path.Combine(own, $"{Name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Version>1.2.0</Version>
                <ReevePlugin>true</ReevePlugin>
                {Properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Reeve.Abstractions" Version="$(ReeveVersion)" {Contract} />
                {Items}
              </ItemGroup>
            </Project>
            """);
        if (Manifest is not null)
        {
            File.WriteAllText(Path.Combine(own, "plugin.json"), Manifest);
        }
    }
}
