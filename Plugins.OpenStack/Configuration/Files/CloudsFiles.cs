namespace Reeve.Plugins.OpenStack.Configuration.Files;

/// <summary>
/// Finds and merges <c>clouds.yaml</c>, <c>secure.yaml</c> and <c>clouds-public.yaml</c>, as OpenStack's own tools do.
/// Source: openstacksdk, "Configuring OpenStack SDK Applications".
/// </summary>
/// <param name="environment">The environment variables.</param>
/// <param name="home">The user's home directory.</param>
/// <param name="workingDirectory">The working directory.</param>
internal sealed class CloudsFiles(IReadOnlyDictionary<string, string> environment, string home, string workingDirectory)
{
    private const long MostOctets = 4 << 20;
    private static readonly string[] s_endings = [".yaml", ".yml", ".json"];

    /// <summary>The settings of a cloud.</summary>
    /// <param name="file">The file to read; null: the first that is found.</param>
    /// <param name="name">The cloud; null: the only one.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: there is none, or it cannot be read.</exception>
    public FoundCloud Find(string? file, string? name)
    {
        var path = file ?? Search("clouds", "OS_CLIENT_CONFIG_FILE", null)
            ?? throw Invalid($"There is no clouds.yaml in {string.Join(", ", Directories())}; set cloudsFile, or OS_CLIENT_CONFIG_FILE.");
        var secure = Search("secure", "OS_CLIENT_SECURE_FILE", path);
        var clouds = Read(path).Map("clouds") ?? throw Invalid($"{path} has no clouds.");
        if (secure is not null && Read(secure).Map("clouds") is { } secrets)
        {
            clouds = clouds.MergedWith(secrets);
        }

        var chosen = name ?? (clouds.Count == 1 ? clouds.Keys.First() : throw Invalid($"{path} has several clouds ({Names(clouds)}): name one."));
        var cloud = clouds.Map(chosen) ?? throw Invalid($"{path} has no cloud {chosen}; it has {Names(clouds)}.");
        return new FoundCloud(chosen, Region(Profile(cloud, chosen, path), chosen, path), path);
    }

    private static SettingMap Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MostOctets ? RawYaml.Read(File.ReadAllText(path), path) : throw Invalid($"{path} is too large.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static string Names(SettingMap clouds) => string.Join(", ", clouds.Keys.Order(StringComparer.Ordinal));

    private static ProviderException Invalid(string message) => new(ErrorReason.Invalid, message);

    // What a provider of clouds says of its own, under what the user says.
    private SettingMap Profile(SettingMap cloud, string name, string path)
    {
        if (cloud.Text("profile", "cloud") is not { } profile || profile == name)
        {
            return cloud;
        }

        var file = Search("clouds-public", "OS_CLIENT_VENDOR_FILE", path);
        var found = file is null ? null : Read(file).Map("public-clouds")?.Map(profile);
        return found?.MergedWith(cloud) ?? throw Invalid($"{path}: cloud {name} takes the profile {profile}, which {(file is null ? "needs a clouds-public.yaml beside it" : $"{file} does not have")}.");
    }

    // A list of regions may have settings of each.
    private static SettingMap Region(SettingMap cloud, string name, string path)
    {
        if (!cloud.TryGetValue("regions", out var value) || value is not List<object> { Count: > 0 } regions)
        {
            return cloud;
        }

        var known = regions.Select(region => region as SettingMap ?? new SettingMap { ["name"] = region }).ToList();
        var chosen = cloud.Text("region_name") is { } wanted
            ? known.Find(region => region.Text("name") == wanted) ?? throw Invalid($"{path}: cloud {name} has no region {wanted}; it has {string.Join(", ", known.Select(region => region.Text("name")))}.")
            : known[0];
        var merged = chosen.Map("values") is { } values ? cloud.MergedWith(values) : cloud;
        return merged.MergedWith(new SettingMap { ["region_name"] = chosen.Text("name") ?? "" });
    }

    // 1. what a variable names; 2. beside the other file; 3. the directories in order.
    private string? Search(string name, string variable, string? beside)
    {
        if (environment.GetValueOrDefault(variable) is { Length: > 0 } named)
        {
            return Path.GetFullPath(named, workingDirectory);
        }

        IEnumerable<string> directories = beside is null ? Directories() : [Path.GetDirectoryName(Path.GetFullPath(beside, workingDirectory))!, .. Directories()];
        return directories.SelectMany(directory => s_endings.Select(ending => Path.Combine(directory, name + ending))).FirstOrDefault(File.Exists);
    }

    private string[] Directories()
    {
        var configuration = environment.GetValueOrDefault("XDG_CONFIG_HOME") is { Length: > 0 } set ? set : Path.Combine(home, ".config");
        return [workingDirectory, Path.Combine(configuration, "openstack"), "/etc/openstack"];
    }
}
