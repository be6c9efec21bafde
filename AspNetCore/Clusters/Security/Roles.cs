namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>Roles as they are written.</summary>
internal static class Roles
{
    /// <summary>Reads <c>read</c>, <c>operate</c> or <c>admin</c>.</summary>
    public static bool TryParse(string text, out ApiRole role)
    {
        role = text.Trim() switch
        {
            "read" => ApiRole.Read,
            "operate" => ApiRole.Operate,
            "admin" => ApiRole.Admin,
            _ => ApiRole.None,
        };
        return role != ApiRole.None;
    }
}
