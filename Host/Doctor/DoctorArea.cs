namespace Reeve.Host.Doctor;

/// <summary>What checks are about: the machine, its proxies, a provider.</summary>
/// <param name="Name">Its name.</param>
internal readonly record struct DoctorArea(string Name)
{
    /// <summary>It is as it has to be.</summary>
    public DoctorCheck Ok(string check, string detail) => Make(check, "ok", detail);

    /// <summary>Something cannot be done, or could be better.</summary>
    public DoctorCheck Limited(string check, string detail) => Make(check, "limited", detail);

    /// <summary>It does not work as it is.</summary>
    public DoctorCheck Lacking(string check, string detail) => Make(check, "lacking", detail);

    private DoctorCheck Make(string check, string result, string detail) => new() { Area = Name, Name = check, Result = result, Detail = detail };
}
