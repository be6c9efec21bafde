namespace Reeve.Machine.Accounts;

/// <summary>Users and groups by name and number. Thread-safe.</summary>
public interface IAccounts
{
    /// <summary>The user of a number, or null: numbers need no account.</summary>
    Account? Find(uint user);

    /// <summary>The user of a name, or null.</summary>
    Account? Find(string user);

    /// <summary>The number of the group of a name, or null.</summary>
    uint? FindGroup(string group);
}
